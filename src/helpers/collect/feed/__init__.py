"""Fetch a return from where the data is: a file, a folder of files, or a SQL query. May import `model` and `collect`.

What is fetched is kept in ``data/returns/<period>/`` like any return that a service sent. Only `goldenthread collect`
comes through here: a build reads what is kept and never asks a database.
"""
