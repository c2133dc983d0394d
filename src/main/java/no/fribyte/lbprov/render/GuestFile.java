package no.fribyte.lbprov.render;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;

/**
 * One file of a member. Some hold secrets, so it prints as its path and hash only.
 *
 * @param path absolute
 * @param mode the permissions, such as 0644
 */
public record GuestFile(String path, int mode, String text) {
    public GuestFile {
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException("a guest file has an absolute path, not " + path);
        }
        requireNonNull(text, "text");
    }

    public byte[] content() {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** SHA-256 of the content, in lower-case hex. */
    public String sha256() {
        return Sha256.hex(content());
    }

    /** The mode as four octal digits. */
    public String octalMode() {
        return "%04o".formatted(mode);
    }

    @Override
    public String toString() {
        return "GuestFile[%s %s %s]".formatted(path, octalMode(), sha256());
    }
}
