"""The recovery key: its code on paper, its shares with elected people, and what is done with it when keys are lost."""

from coop_desk.core.recovery.paper import PaperCode as PaperCode
from coop_desk.core.recovery.paper import code_is_held as code_is_held
from coop_desk.core.recovery.paper import code_to_print as code_to_print
from coop_desk.core.recovery.paper import code_was_printed as code_was_printed
from coop_desk.core.recovery.paper import groups_to_type as groups_to_type
from coop_desk.core.recovery.renewing import renew_code as renew_code
from coop_desk.core.recovery.renewing import replace_code as replace_code
from coop_desk.core.recovery.shares import check_gathered as check_gathered
from coop_desk.core.recovery.shares import entrust_code as entrust_code
from coop_desk.core.recovery.shares import own_share as own_share
from coop_desk.core.recovery.shares import seed_from_desks as seed_from_desks
from coop_desk.core.recovery.shares import seed_from_shares as seed_from_shares
from coop_desk.core.recovery.state import RecoveryState as RecoveryState
from coop_desk.core.recovery.state import recovery_state as recovery_state
from coop_desk.core.recovery.state import recovery_use as recovery_use
from coop_desk.core.recovery.state import state_of as state_of
from coop_desk.core.recovery.using import recover as recover
from coop_desk.core.recovery.using import seed_from_code as seed_from_code
from coop_desk.core.recovery.using import seed_from_paper as seed_from_paper
