package no.fribyte.lbprov.simulator.guest;

import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** QEMU's guest agent in one machine. Where it does not answer, each call is a {@link GuestException}. */
public interface Agent {
    /** Throws unless it answers within the three seconds that Proxmox waits. */
    void ping();

    /** Starts a program; gives its process id in the guest. */
    long exec(List<String> command, byte[] input);

    /** How a program ended; empty while it runs. The agent forgets it once its end was told. */
    Optional<ExecResult> execStatus(long pid);

    /** A whole file, of which Proxmox passes on 16 MiB at the most. */
    byte[] read(String path);

    void write(String path, byte[] content);

    /**
     * A command without parameters that changes nothing, such as {@code get-osinfo}, in the agent's own words.
     *
     * @param command without {@code guest-}
     */
    JsonNode ask(String command);
}
