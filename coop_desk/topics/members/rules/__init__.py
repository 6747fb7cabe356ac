"""The rules of membership: categories and history, admission, loss, convocation by e-mail."""
