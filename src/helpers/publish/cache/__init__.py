"""What a build keeps for the next one: executed notebooks, pages, papers and downloads whose inputs are the same.

It stands in `_build/cache/` of the workspace, may be deleted at any time (`make clean` does), and is bounded in size:
what was used longest ago goes first. Nothing in it is believed: each entry carries a hash of itself and of its place.

May import `helpers.model` and the standing libraries; `build`, `preview` and the embedded engine use it.
"""
