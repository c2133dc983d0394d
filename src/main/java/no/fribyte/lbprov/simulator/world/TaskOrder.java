package no.fribyte.lbprov.simulator.world;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A task that is about to begin. */
public record TaskOrder(String node, String type, String id, String user, Work work) {
    /** Process ids and start times only need to be plausible; the serial number makes the UPID unique. */
    Task begun(long serial, Instant now, Instant due) {
        String upid = String.format(
                Locale.ROOT,
                "UPID:%s:%08X:%08X:%08X:%s:%s:%s:",
                node,
                1000 + serial,
                0x10000 + serial * 37,
                now.getEpochSecond(),
                type,
                id,
                user);
        return new Task(
                upid,
                node,
                type,
                id,
                user,
                now,
                due,
                work,
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty());
    }
}
