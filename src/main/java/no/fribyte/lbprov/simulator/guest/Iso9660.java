package no.fribyte.lbprov.simulator.guest;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the files in the root of an ISO 9660 image the way Linux does: Rock Ridge names, else Joliet's, else the plain
 * ones in lower case.
 */
final class Iso9660 {
    private static final int SECTOR = 2048;
    private static final int FIRST_DESCRIPTOR = 16;
    private static final int ROOT_RECORD = 156;

    private final ByteBuffer image;
    private final int primary;

    private Iso9660(ByteBuffer image, int primary) {
        this.image = image;
        this.primary = primary;
    }

    /** The image in a file, or nothing when there is no file or no ISO 9660 in it. */
    static Optional<Iso9660> open(Path file) {
        try {
            return of(Files.readAllBytes(file));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    static Optional<Iso9660> of(byte[] bytes) {
        ByteBuffer image = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        return descriptor(image, 1).map(offset -> new Iso9660(image, offset));
    }

    String label() {
        return text(primary + 40, 32).strip();
    }

    Map<String, byte[]> files() {
        Map<String, byte[]> rockRidge = directory(primary, RockRidge::name);
        if (!rockRidge.isEmpty()) {
            return rockRidge;
        }
        return descriptor(image, 2)
                .filter(offset -> text(offset + 88, 2).equals("%/"))
                .map(offset -> directory(offset, record -> Optional.of(joliet(record))))
                .orElseGet(() -> directory(primary, record -> Optional.of(plain(record))));
    }

    /** How a directory record tells its name; nothing when it does not in that way. */
    private interface Naming {
        Optional<String> name(ByteBuffer record);
    }

    private Map<String, byte[]> directory(int descriptor, Naming naming) {
        Map<String, byte[]> found = new LinkedHashMap<>();
        int start = image.getInt(descriptor + ROOT_RECORD + 2) * SECTOR;
        int end = Math.min(start + image.getInt(descriptor + ROOT_RECORD + 10), image.limit());
        for (int at = start; at < end; ) {
            int length = image.get(at) & 0xff;
            if (length == 0) {
                // a record never crosses a sector's end
                at = (at / SECTOR + 1) * SECTOR;
                continue;
            }
            ByteBuffer record = image.slice(at, length).order(ByteOrder.LITTLE_ENDIAN);
            boolean isDirectory = (record.get(25) & 2) != 0;
            if (!isDirectory) {
                naming.name(record).ifPresent(name -> found.put(name, content(record)));
            }
            at += length;
        }
        return found;
    }

    private byte[] content(ByteBuffer record) {
        byte[] bytes = new byte[record.getInt(10)];
        if (bytes.length > 0) {
            image.get(record.getInt(2) * SECTOR, bytes);
        }
        return bytes;
    }

    private static String joliet(ByteBuffer record) {
        return withoutVersion(new String(nameOf(record), UTF_16BE));
    }

    private static String plain(ByteBuffer record) {
        String name = withoutVersion(new String(nameOf(record), UTF_8)).toLowerCase(Locale.ROOT);
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }

    private static byte[] nameOf(ByteBuffer record) {
        byte[] name = new byte[record.get(32) & 0xff];
        record.get(33, name);
        return name;
    }

    private static String withoutVersion(String name) {
        int semicolon = name.indexOf(';');
        return semicolon < 0 ? name : name.substring(0, semicolon);
    }

    private String text(int offset, int length) {
        byte[] bytes = new byte[length];
        image.get(offset, bytes);
        return new String(bytes, ISO_8859_1);
    }

    private static Optional<Integer> descriptor(ByteBuffer image, int type) {
        for (int sector = FIRST_DESCRIPTOR; (sector + 1) * SECTOR <= image.limit(); sector++) {
            int offset = sector * SECTOR;
            byte[] magic = new byte[5];
            image.get(offset + 1, magic);
            if (!new String(magic, ISO_8859_1).equals("CD001") || image.get(offset) == (byte) 255) {
                return Optional.empty();
            }
            if (image.get(offset) == type) {
                return Optional.of(offset);
            }
        }
        return Optional.empty();
    }
}
