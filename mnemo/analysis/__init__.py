"""From cards to steps (步骤): the analysis stage, the only home of spaCy."""

from mnemo.analysis.cards import analyse, analyse_cards

__all__ = ["analyse", "analyse_cards"]
