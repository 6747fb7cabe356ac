"""The rules of shares: movements, holdings, the figures the law watches, refunds."""
