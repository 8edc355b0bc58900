"""What ``pytest --doctest-glob=*.md docs`` leaves to other tests."""

collect_ignore = ["tutorial/follow-a-plan.md"]
"""It needs two plugins: plugins/malplan-sql/tests/test_story.py runs it, in both databases."""
