"""Sealed files, the key, the passphrase and the recovery sheet."""

from trust_tui.store.encryption.key_files import mend_keys as mend_keys
from trust_tui.store.encryption.key_files import read_key as read_key
from trust_tui.store.encryption.last_time import differences as differences
from trust_tui.store.encryption.last_time import distrust as distrust
from trust_tui.store.encryption.last_time import forget as forget
from trust_tui.store.encryption.last_time import known_public as known_public
from trust_tui.store.encryption.last_time import last_kept as last_kept
from trust_tui.store.encryption.last_time import remember as remember
from trust_tui.store.encryption.last_time import trust as trust
from trust_tui.store.encryption.owner_key import OwnerKey as OwnerKey
from trust_tui.store.encryption.passphrase_change import (
    change_passphrase as change_passphrase,
)
from trust_tui.store.encryption.passphrase_change import new_key as new_key
from trust_tui.store.encryption.passphrase_change import put_under as put_under
from trust_tui.store.encryption.passphrase_change import (
    remove_passphrase as remove_passphrase,
)
from trust_tui.store.encryption.passphrase_change import (
    set_passphrase as set_passphrase,
)
from trust_tui.store.encryption.passphrase_change import (
    settle_key as settle_key,
)
from trust_tui.store.encryption.recovery_sheet import (
    give_sheet as give_sheet,
)
from trust_tui.store.encryption.sealed_files import Sealed as Sealed
from trust_tui.store.encryption.sealed_files import has_proofs as has_proofs
from trust_tui.store.encryption.sealed_files import public_seal as public_seal
from trust_tui.store.encryption.sealed_files import whole_seal as whole_seal
from trust_tui.store.encryption.sealing_anew import (
    finish_turning as finish_turning,
)
from trust_tui.store.encryption.sealing_anew import pieces as pieces
from trust_tui.store.encryption.sealing_anew import reproved as reproved
