"""«Chấm điểm, bình xét»: what each unit declared, what was checked, what was appraised, and the result of the bloc."""
