"""Qt building blocks of the screen: page, table, form, card, background work, theme. No topic."""
