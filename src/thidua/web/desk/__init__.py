"""The desk: the overview of the bloc's year «Tổng quan», what waits for me «Việc của tôi», and search «Tra cứu»."""
