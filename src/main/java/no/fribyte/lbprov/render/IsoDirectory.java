package no.fribyte.lbprov.render;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The root directory of an image, once with Rock Ridge names and once as Joliet. */
final class IsoDirectory {
    private static final byte[] SELF = {0};
    private static final byte[] PARENT = {1};
    private static final int FILE = 0;
    private static final int DIRECTORY = 2;

    private final int sector;
    private final Instant time;
    private final List<IsoFile> files;
    private final boolean rockRidge;

    private IsoDirectory(int sector, Instant time, List<IsoFile> files, boolean rockRidge) {
        this.sector = sector;
        this.time = time;
        this.files = files;
        this.rockRidge = rockRidge;
    }

    static IsoDirectory primary(List<IsoFile> files, int sector, Instant time) {
        List<IsoFile> sorted = new ArrayList<>(files);
        sorted.sort(Comparator.comparing(IsoFile::shortName));
        return new IsoDirectory(sector, time, List.copyOf(sorted), true);
    }

    static IsoDirectory joliet(List<IsoFile> files, int sector, Instant time) {
        List<IsoFile> sorted = new ArrayList<>(files);
        sorted.sort(Comparator.comparing(IsoFile::name));
        return new IsoDirectory(sector, time, List.copyOf(sorted), false);
    }

    int sector() {
        return sector;
    }

    int sectors() {
        return bytes(0).length / IsoImage.SECTOR;
    }

    byte[] bytes() {
        return bytes(sectors() * IsoImage.SECTOR);
    }

    /** The record of this directory that stands in the volume descriptor. */
    byte[] rootRecord() {
        return record(SELF, sector, sectors() * IsoImage.SECTOR, DIRECTORY, new byte[0]);
    }

    private byte[] bytes(int ownSize) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] self = rockRidge ? RockRidge.root(time) : new byte[0];
        byte[] parent = rockRidge ? RockRidge.directory(time) : new byte[0];
        append(out, record(SELF, sector, ownSize, DIRECTORY, self));
        append(out, record(PARENT, sector, ownSize, DIRECTORY, parent));
        for (IsoFile file : files) {
            byte[] name = rockRidge
                    ? (file.shortName() + ".;1").getBytes(StandardCharsets.US_ASCII)
                    : file.name().getBytes(StandardCharsets.UTF_16BE);
            byte[] system = rockRidge ? RockRidge.file(file.name(), time) : new byte[0];
            append(out, record(name, file.sector(), file.size(), FILE, system));
        }
        padTo(out, roundUp(out.size()));
        return out.toByteArray();
    }

    private byte[] record(byte[] name, int extent, int size, int flags, byte[] systemUse) {
        IsoBytes record = new IsoBytes();
        int nameEnd = 33 + name.length + (name.length % 2 == 0 ? 1 : 0);
        record.octet(nameEnd + systemUse.length + systemUse.length % 2).octet(0);
        record.both32(extent).both32(size).shortTime(time).octet(flags).octet(0).octet(0);
        record.both16(1).octet(name.length).raw(name);
        record.padToEven().raw(systemUse).padToEven();
        return record.toByteArray();
    }

    /** A record may not cross into the next sector. */
    private static void append(ByteArrayOutputStream out, byte[] record) {
        int used = out.size() % IsoImage.SECTOR;
        if (used + record.length > IsoImage.SECTOR) {
            padTo(out, roundUp(out.size()));
        }
        out.writeBytes(record);
    }

    private static int roundUp(int size) {
        return (size + IsoImage.SECTOR - 1) / IsoImage.SECTOR * IsoImage.SECTOR;
    }

    private static void padTo(ByteArrayOutputStream out, int size) {
        out.writeBytes(new byte[size - out.size()]);
    }
}
