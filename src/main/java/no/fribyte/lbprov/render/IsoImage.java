package no.fribyte.lbprov.render;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Writes one flat directory as an ISO 9660 image with Rock Ridge and Joliet names, since a NoCloud seed is no more
 * than that (decision 0003). The same files, label and time give the same bytes.
 */
final class IsoImage {
    static final int SECTOR = 2048;

    /** As mkisofs does: some drives and kernels read ahead past the last file. */
    private static final int PADDING = 150;

    private static final int PRIMARY_PATHS = 19;
    private static final int JOLIET_PATHS = 21;
    private static final int FIRST_DIRECTORY = 23;

    private final IsoVolume volume;
    private final IsoDirectory primary;
    private final IsoDirectory joliet;
    private final List<byte[]> contents;

    private IsoImage(String label, Map<String, byte[]> files, Instant time) {
        SortedMap<String, byte[]> sorted = new TreeMap<>(files);
        contents = List.copyOf(sorted.values());
        List<IsoFile> placed = place(sorted, FIRST_DIRECTORY);
        int primarySectors = IsoDirectory.primary(placed, FIRST_DIRECTORY, time).sectors();
        int jolietStart = FIRST_DIRECTORY + primarySectors;
        int jolietSectors = IsoDirectory.joliet(placed, jolietStart, time).sectors();
        int firstFile = jolietStart + jolietSectors;
        // how long the directories are depends on names alone, so placing the files anew does not move anything
        List<IsoFile> settled = place(sorted, firstFile);
        primary = IsoDirectory.primary(settled, FIRST_DIRECTORY, time);
        joliet = IsoDirectory.joliet(settled, jolietStart, time);
        int last = firstFile + contents.stream().mapToInt(IsoImage::sectorsOf).sum();
        volume = new IsoVolume(label, last + PADDING, time);
    }

    /**
     * The image as bytes.
     *
     * @param label the volume's name in both descriptors, at most 16 characters
     * @param files content by name: letters, digits, dot, dash and underscore, at most 64 characters
     */
    static byte[] of(String label, Map<String, byte[]> files, Instant time) {
        return new IsoImage(label, files, time).bytes();
    }

    static int sectorsOf(byte[] content) {
        return (content.length + SECTOR - 1) / SECTOR;
    }

    private byte[] bytes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[16 * SECTOR]);
        out.writeBytes(volume.primary(primary, PRIMARY_PATHS));
        out.writeBytes(volume.joliet(joliet, JOLIET_PATHS));
        out.writeBytes(IsoVolume.terminator());
        out.writeBytes(IsoVolume.littleEndianPaths(primary));
        out.writeBytes(IsoVolume.bigEndianPaths(primary));
        out.writeBytes(IsoVolume.littleEndianPaths(joliet));
        out.writeBytes(IsoVolume.bigEndianPaths(joliet));
        out.writeBytes(primary.bytes());
        out.writeBytes(joliet.bytes());
        for (byte[] content : contents) {
            out.writeBytes(content);
            out.writeBytes(new byte[sectorsOf(content) * SECTOR - content.length]);
        }
        out.writeBytes(new byte[PADDING * SECTOR]);
        return out.toByteArray();
    }

    private static List<IsoFile> place(SortedMap<String, byte[]> sorted, int firstSector) {
        List<IsoFile> placed = new ArrayList<>();
        Map<String, String> shortNames = shortNames(List.copyOf(sorted.keySet()));
        int sector = firstSector;
        for (Map.Entry<String, byte[]> file : sorted.entrySet()) {
            byte[] content = file.getValue();
            // an empty file has no place of its own
            int extent = content.length == 0 ? 0 : sector;
            String name = file.getKey();
            placed.add(new IsoFile(name, shortNames.getOrDefault(name, name), extent, content.length));
            sector += sectorsOf(content);
        }
        placed.sort(Comparator.comparing(IsoFile::shortName));
        return List.copyOf(placed);
    }

    /** ISO 9660 level 1 allows eight of A-Z, 0-9 and underscore; nobody reads these names, but they must differ. */
    private static Map<String, String> shortNames(List<String> names) {
        Map<String, String> shortNames = new LinkedHashMap<>();
        for (String name : names) {
            String base = IsoFile.toLevelOne(name);
            String candidate = base;
            for (int number = 1; shortNames.containsValue(candidate); number++) {
                String suffix = Integer.toString(number);
                candidate = base.substring(0, Math.min(base.length(), 8 - suffix.length())) + suffix;
            }
            shortNames.put(name, candidate);
        }
        return shortNames;
    }
}
