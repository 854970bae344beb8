"""The judge: is a verse, whoever wrote it, faithful to the steps of a card? (ring 2)"""

from mnemo.judge.court import Judge, prepare
from mnemo.judge.verse import VerseLine, read_verse

__all__ = ["Judge", "VerseLine", "prepare", "read_verse"]
