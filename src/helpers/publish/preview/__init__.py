"""The preview: an edition on this machine that follows every save, page by page, and says what is wrong in its place.

A worker makes the edition (`follower`), a server hands it out (`server`), and between them a board (`board`) says which
page is looked at, which has changed and which has a fault. What is served is the built page with one script added
(`served`), never a changed file. `session` holds the three together until Ctrl-C.

May import the floors below and the rooms of `publish`.
"""
