"""«Kế hoạch, lịch công tác của Khối»: the plan of a bloc-year with its activities, drafts sent round for comments, the calendar."""
