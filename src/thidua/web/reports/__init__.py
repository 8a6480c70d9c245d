"""Screens of reports and evidence «báo cáo, minh chứng»."""
