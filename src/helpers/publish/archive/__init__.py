"""What stands beside the released editions, which are frozen: their list, what changed between any two, the feed.

All of it is made anew, at each release, from what the frozen folders hold; so the same releases give the same bytes.
"""
