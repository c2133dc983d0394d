package no.fribyte.lbprov.simulator.guest;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The smallest ISO 9660 image that holds some files: one directory, its names written in one of three ways. */
final class TestIso {
    private static final int SECTOR = 2048;
    private static final int JOLIET_DIRECTORY = 19;
    private static final int DIRECTORY = 20;

    enum Names {
        ROCK_RIDGE,
        JOLIET,
        PLAIN
    }

    private TestIso() {}

    static byte[] of(String label, Map<String, String> files, Names names) {
        SortedMap<String, byte[]> contents = new TreeMap<>();
        files.forEach((name, text) -> contents.put(name, text.getBytes(UTF_8)));
        int end = DIRECTORY + 1;
        for (byte[] content : contents.values()) {
            end += sectors(content);
        }
        ByteBuffer image = ByteBuffer.allocate(end * SECTOR).order(ByteOrder.LITTLE_ENDIAN);
        descriptor(image, 16, 1, label, DIRECTORY);
        descriptor(image, 17, names == Names.JOLIET ? 2 : 255, "", JOLIET_DIRECTORY);
        descriptor(image, 18, 255, "", 0);
        ByteArrayOutputStream plain = new ByteArrayOutputStream();
        ByteArrayOutputStream joliet = new ByteArrayOutputStream();
        int at = DIRECTORY + 1;
        for (Map.Entry<String, byte[]> file : contents.entrySet()) {
            byte[] content = file.getValue();
            image.put(at * SECTOR, content);
            byte[] cut = (cut(file.getKey()) + ";1").getBytes(UTF_8);
            String rockRidge = names == Names.ROCK_RIDGE ? file.getKey() : "";
            plain.writeBytes(entry(cut, at, content.length, rockRidge));
            joliet.writeBytes(entry((file.getKey() + ";1").getBytes(UTF_16BE), at, content.length, ""));
            at += sectors(content);
        }
        image.put(DIRECTORY * SECTOR, plain.toByteArray());
        image.put(JOLIET_DIRECTORY * SECTOR, joliet.toByteArray());
        return image.array();
    }

    private static String cut(String name) {
        String upper = name.toUpperCase(Locale.ROOT).replace('-', '_');
        return upper.substring(0, Math.min(8, upper.length()));
    }

    private static int sectors(byte[] content) {
        return (content.length + SECTOR - 1) / SECTOR;
    }

    private static void descriptor(ByteBuffer image, int sector, int type, String label, int directory) {
        int offset = sector * SECTOR;
        image.put(offset, (byte) type);
        image.put(offset + 1, "CD001".getBytes(UTF_8));
        image.put(offset + 40, (label + " ".repeat(32 - label.length())).getBytes(UTF_8));
        image.put(offset + 88, "%/E".getBytes(UTF_8));
        image.putInt(offset + 156 + 2, directory);
        image.putInt(offset + 156 + 10, SECTOR);
    }

    private static byte[] entry(byte[] name, int sector, int length, String rockRidge) {
        int padded = 33 + name.length + (name.length % 2 == 0 ? 1 : 0);
        int nm = rockRidge.isEmpty() ? 0 : 5 + rockRidge.length();
        int size = padded + nm + (padded + nm) % 2;
        ByteBuffer entry = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        entry.put(0, (byte) size).putInt(2, sector).putInt(10, length);
        entry.put(32, (byte) name.length).put(33, name);
        if (nm > 0) {
            entry.put(padded, new byte[] {'N', 'M', (byte) nm, 1, 0});
            entry.put(padded + 5, rockRidge.getBytes(UTF_8));
        }
        return entry.array();
    }
}
