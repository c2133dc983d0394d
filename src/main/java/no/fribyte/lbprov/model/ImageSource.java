package no.fribyte.lbprov.model;

import static java.util.Objects.requireNonNull;

/** Where a member's disk comes from on a node. */
public sealed interface ImageSource {
    /**
     * A cloud image that the node downloads itself (Proxmox VE 8.4 and later).
     *
     * @param url of one dated build
     * @param algorithm as Proxmox names it: sha256, sha512
     * @param checksum in lower-case hex
     */
    record CloudImage(String url, String algorithm, String checksum) implements ImageSource {
        public CloudImage {
            requireNonNull(url, "url");
            requireNonNull(algorithm, "algorithm");
            requireNonNull(checksum, "checksum");
        }

        /** As the inventory and markers write it: {@code sha256:HEX}. */
        public String digest() {
            return algorithm + ":" + checksum;
        }

        /** A name that holds the hash, so that a changed image is another file; qcow2 is what "import" content takes. */
        public String fileName(GuestOs os) {
            return "%s-%s.qcow2".formatted(os.id(), checksum.substring(0, 16));
        }
    }

    /** A template that the admin prepared on the node; it is cloned in full. */
    record Template(VmId id) implements ImageSource {
        public Template {
            requireNonNull(id, "id");
        }
    }

    /**
     * A cloud image on this machine, for the lab.
     *
     * @param name of an image that {@code make lab-image} makes, such as {@code baked}, or a path from the inventory's folder
     */
    record LocalFile(String name) implements ImageSource {
        public LocalFile {
            requireNonNull(name, "name");
        }
    }
}
