package no.fribyte.lbprov.proxmox;

import static java.util.Objects.requireNonNull;

/**
 * A file read in a guest.
 *
 * @param truncated there is more than the 16 MiB that Proxmox reads
 */
public record GuestFile(String text, boolean truncated) {
    public GuestFile {
        requireNonNull(text, "text");
    }
}
