package no.fribyte.lbprov.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/**
 * What is written down of a machine when it is switched on, so that another process knows it.
 *
 * @param askedToEnd whether its guest was asked to switch it off since it was switched on
 */
record MachineFile(String diskId, int vmid, String node, boolean askedToEnd) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** All machines that were switched on since their disks were made, on or not. */
    static List<MachineFile> all(Place place) {
        List<MachineFile> all = new ArrayList<>();
        if (!Files.isDirectory(place.run())) {
            return all;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(place.run(), "*.json")) {
            for (Path file : files) {
                Place.read(file).map(MachineFile::parse).ifPresent(all::add);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list the lab's machines", e);
        }
        return all;
    }

    static Optional<MachineFile> of(Place place, String diskId) {
        return Place.read(place.machine(diskId)).map(MachineFile::parse);
    }

    static boolean wasAsked(Place place, String diskId) {
        return of(place, diskId).filter(MachineFile::askedToEnd).isPresent();
    }

    private static MachineFile parse(String text) {
        return JSON.readValue(text, MachineFile.class);
    }

    void write(Place place) {
        Place.replace(place.machine(diskId), JSON.writeValueAsString(this));
    }

    QemuProcess process(Place place) {
        return new QemuProcess(place.pidfile(diskId));
    }
}
