package no.fribyte.lbprov.simulator.guest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.Base64;

/** A file on a guest's disk; the content is kept in the form in which the disk is stored. */
record GuestFile(String mode, String owner, String base64) {
    GuestFile {
        requireNonNull(mode, "mode");
        requireNonNull(owner, "owner");
        requireNonNull(base64, "base64");
    }

    static GuestFile of(String mode, byte[] content) {
        return new GuestFile(mode, "root:root", Base64.getEncoder().encodeToString(content));
    }

    static GuestFile text(String mode, String content) {
        return of(mode, content.getBytes(UTF_8));
    }

    byte[] bytes() {
        return Base64.getDecoder().decode(base64);
    }

    String text() {
        return new String(bytes(), UTF_8);
    }

    @JsonIgnore
    boolean isExecutable() {
        return (Integer.parseInt(mode, 8) & 0111) != 0;
    }
}
