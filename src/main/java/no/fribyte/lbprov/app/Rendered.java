package no.fribyte.lbprov.app;

import static java.util.Objects.requireNonNull;

import java.util.List;
import no.fribyte.lbprov.model.MemberName;

/**
 * Every generated file of a member.
 *
 * @param hash of the generation
 */
public record Rendered(MemberName member, String hash, List<File> files) {
    /**
     * One file.
     *
     * @param path in the guest, or a cloud-init document's name
     * @param mode such as 0644
     */
    public record File(String path, String mode, String text) {
        public File {
            requireNonNull(path, "path");
            requireNonNull(mode, "mode");
            requireNonNull(text, "text");
        }

        @Override
        public String toString() {
            return path;
        }
    }

    public Rendered {
        requireNonNull(member, "member");
        requireNonNull(hash, "hash");
        files = List.copyOf(files);
    }
}
