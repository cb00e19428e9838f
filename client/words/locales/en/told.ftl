### What is told while something goes on (client/core).

## Transfers, as they are shown while they go on

told-sealing = Sealing and storing
told-opening = Opening
told-encrypting = Encrypting again
told-copying = Copying
told-packing = Packing

## What is done beside what was asked for

told-changing-keys = Changing the keys, so that those whose consent ended open nothing new.
told-no-keys = Doctors are given no keys this time: { $why }
told-link-renewed = The link from generation { $generation } of your keys to the one before is damaged, and is renewed.
told-sealed-again = A doctor has a new encryption key: the consent is sealed to it again.
told-keys-not-given = Doctors with a consent have not got your new keys yet: { $why }
told-record-unshared = Record { $number } can't be shared yet: { $why }
told-notes-unshared = Notes of doctors are not shared yet: { $why }
told-profile-unshared = Your profile can't be shared: { $why }
told-consent-left = The consent to { $doctor } is left as it is: { $why }
told-consent-not-remembered = The consent is given, but this machine does not remember it: { $why }
told-sealed-anew = Another patient's record has taken the place of what was sealed. It is sealed anew.
told-upload-forgotten = An earlier upload that was interrupted can't be finished and is forgotten: { $why }
told-upload-recorded = An earlier upload that was interrupted is recorded now, as number { $number }.
told-upload-waits = An earlier upload that was interrupted waits to be recorded: { $why }
told-upload-cleaned = An earlier upload that was interrupted can't be recorded any more and was cleaned: { $why }
told-list-not-remembered = The list is not remembered: { $why }
told-new-not-looked-at = What is new can't be looked at: { $why }
told-erased-not-in-store = The record is erased on the chain, but a store that could not be reached may still have its content. Once it is back, the next look at the records removes it there.

## A deployment

told-instantiating = Uploading and instantiating { $contract }
told-registering = Registering the contracts with admin
