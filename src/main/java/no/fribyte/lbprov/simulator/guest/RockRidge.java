package no.fribyte.lbprov.simulator.guest;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Optional;

/** The Rock Ridge name in a directory record's system use area (SUSP entries, of which {@code NM} is the name). */
final class RockRidge {
    private static final int NAME_CURRENT_OR_PARENT = 0b110;

    private RockRidge() {}

    static Optional<String> name(ByteBuffer record) {
        int nameLength = record.get(32) & 0xff;
        // the area begins at an even offset
        int at = 33 + nameLength + (nameLength % 2 == 0 ? 1 : 0);
        ByteArrayOutputStream name = new ByteArrayOutputStream();
        while (at + 4 <= record.limit()) {
            int length = record.get(at + 2) & 0xff;
            if (length < 4 || at + length > record.limit()) {
                break;
            }
            boolean isName = record.get(at) == 'N' && record.get(at + 1) == 'M';
            if (isName && length > 5 && (record.get(at + 4) & NAME_CURRENT_OR_PARENT) == 0) {
                byte[] part = new byte[length - 5];
                record.get(at + 5, part);
                name.writeBytes(part);
            }
            at += length;
        }
        return name.size() == 0 ? Optional.empty() : Optional.of(name.toString(UTF_8));
    }
}
