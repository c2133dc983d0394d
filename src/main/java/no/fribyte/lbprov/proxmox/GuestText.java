package no.fribyte.lbprov.proxmox;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Undoes what happens to a guest's output on its way: Proxmox sends each byte of UTF-8 as a character of its own. */
final class GuestText {
    private GuestText() {}

    static String decoded(String received) {
        if (received.chars().anyMatch(character -> character > 0xff)) {
            // a node that decodes by itself
            return received;
        }
        byte[] bytes = received.getBytes(StandardCharsets.ISO_8859_1);
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException noUtf8) {
            return received;
        }
    }

    /** Proxmox cannot pass on characters above U+00FF, and changes those above U+007F: only ASCII arrives as it was. */
    static void requireAscii(String text, String what) {
        if (!StandardCharsets.US_ASCII.newEncoder().canEncode(text)) {
            throw new IllegalArgumentException(what + " must be ASCII (use base64)");
        }
    }
}
