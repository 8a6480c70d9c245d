"""Organisations «tổ chức, người, khối và cụm thi đua»: units in time, people in office, blocs and their years."""
