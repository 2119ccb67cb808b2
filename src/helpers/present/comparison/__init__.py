"""How a measure compares with other councils: its groups, words about them, a strip for each, and a funnel."""
