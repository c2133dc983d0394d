package no.fribyte.lbprov.simulator.guest;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What is behind the API: the disks of VMs, and the machines that run. A call may come from any thread, and twice when the
 * process that made it died before it could write down the outcome; the second one must do no harm. What cannot be done is
 * a {@link GuestException} with the words in which a node would say it.
 */
public interface Guests {
    /** What a new disk holds. */
    sealed interface Content {
        /** Nothing. */
        record Blank() implements Content {}

        /**
         * A file on a storage.
         *
         * @param name what the world knows of it
         * @param file its bytes, where they are there
         */
        record Image(String name, Optional<Path> file) implements Content {}

        /** What another disk, whose machine is off, holds now. */
        record Copy(String diskId) implements Content {}
    }

    /** Whether others reach a node: one that is cut off or has lost its power they do not. */
    default boolean reaches(String node) {
        return true;
    }

    /** The file behind a URL, where downloads bring real bytes. */
    default Optional<Path> fetch(String url) {
        return Optional.empty();
    }

    /**
     * Makes a disk.
     *
     * @param bytes its size, at least that of its content
     */
    void make(String diskId, Content content, long bytes);

    /** Grows a disk, also while its machine runs. */
    void grow(String diskId, long bytes);

    /** Forgets a disk and its snapshots, as a storage does when the volume is deleted. */
    void wipe(String diskId);

    /** Remembers what a disk holds now, also while its machine runs. */
    void takeSnapshot(String diskId, String name);

    /** Brings back what a disk held; its machine is off. */
    void rollBack(String diskId, String name);

    void deleteSnapshot(String diskId, String name);

    /** Switches a machine on; one that is on stays as it is. */
    void powerOn(Hardware hardware);

    /** Pulls the plug. */
    void powerOff(Hardware hardware);

    /** Presses the reset button: the machine boots again, and its power stays on. */
    void reset(Hardware hardware);

    /**
     * Asks the guest to switch its machine off, once however often it is called, and tells whether it is off by now.
     */
    boolean shutDown(Hardware hardware);

    /** Tells a machine that is on of a change: another medium in its drive, a link that is up or down. */
    void change(Hardware hardware);

    /** Whether a machine that was switched on still is: guests switch themselves off, and hypervisors die. */
    boolean isOn(Hardware hardware);

    /** The agent of a machine that is on, whether or not it answers. */
    Agent agent(Hardware hardware);
}
