"""«Báo cáo, minh chứng»: reports asked for with a deadline, their values and texts, and the evidence behind them."""
