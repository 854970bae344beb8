from mnemo.compose.units import End
from mnemo.prosody.rhyme import MERGES
def end_of(found, other):
    if found is None or found.level == "neutral":
        return End("", found.char if found else "")
    return End(found.group, found.char, found.level == "ping", other.group_of(found.final), other.group_of(MERGES.get(found.final, found.final)))
