"""The pictures of a plan: its milestones in time, its signs, and its chain of change.

Each is a :class:`Picture`: what is drawn, and a text and a table that say the same. Nothing is
drawn before it is asked for.
"""

from malplan_web.pictures.chains import chain
from malplan_web.pictures.colors import Colors, Theme, contrast
from malplan_web.pictures.picture import Picture
from malplan_web.pictures.sign_charts import sign_chart
from malplan_web.pictures.timelines import timeline

__all__ = ["Colors", "Picture", "Theme", "chain", "contrast", "sign_chart", "timeline"]
