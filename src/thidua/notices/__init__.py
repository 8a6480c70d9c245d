"""«Thông báo»: what a person is told in the page and by the digest in the mail."""
