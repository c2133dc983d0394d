package no.fribyte.lbprov.lab;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import no.fribyte.lbprov.simulator.guest.Hardware;

/** The parts of a running machine that change: the medium in its drive, and its network cables. */
record Devices(Monitor monitor) {
    /** Only what differs: a guest notices when its medium is changed. */
    void setMedium(Optional<Path> wanted) {
        Optional<String> present = monitor.run("query-block")
                .valueStream()
                .filter(drive -> drive.path("device").asString("").equals("drive-" + Arguments.CDROM))
                .filter(drive -> drive.has("inserted"))
                .map(drive -> drive.path("inserted").path("file").asString(""))
                .findFirst();
        if (wanted.isEmpty() && present.isPresent()) {
            monitor.run("eject", Map.of("id", Arguments.CDROM, "force", true));
        }
        wanted.map(Path::toString)
                .filter(path -> !path.equals(present.orElse("")))
                .ifPresent(path -> monitor.run(
                        "blockdev-change-medium",
                        Map.of("id", Arguments.CDROM, "filename", path, "format", "raw", "force", true)));
    }

    /** A guest does not notice that a link is told to stay as it is. */
    int setLinks(List<Hardware.Nic> cards) {
        for (int number = 0; number < cards.size(); number++) {
            boolean up = cards.get(number).linkUp();
            monitor.run("set_link", Map.of("name", "net" + number, "up", up));
        }
        return cards.size();
    }
}
