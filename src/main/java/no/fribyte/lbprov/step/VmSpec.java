package no.fribyte.lbprov.step;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.UUID;
import no.fribyte.lbprov.model.Guest;
import no.fribyte.lbprov.model.Mark;
import no.fribyte.lbprov.model.Nic;

/**
 * The hardware of a member's VM.
 *
 * @param marker as it goes into the description
 * @param diskStorage where the disk is put
 * @param seedVolume the seed's volume id
 */
public record VmSpec(
        VmRef vm, UUID uuid, Mark marker, Guest guest, List<Nic> nics, String diskStorage, String seedVolume) {
    public VmSpec {
        requireNonNull(vm, "vm");
        requireNonNull(uuid, "uuid");
        requireNonNull(marker, "marker");
        requireNonNull(guest, "guest");
        nics = List.copyOf(nics);
        requireNonNull(diskStorage, "diskStorage");
        requireNonNull(seedVolume, "seedVolume");
    }
}
