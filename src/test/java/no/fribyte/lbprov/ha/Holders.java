package no.fribyte.lbprov.ha;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Who has the virtual IP, at every moment: the kernels of both members are listened to. */
final class Holders implements AutoCloseable {
    /**
     * A member got the virtual IP, or lost it.
     *
     * @param time of {@link System#nanoTime}, in seconds
     */
    record Change(double time, int member, boolean held) {}

    private final List<Process> listeners = new ArrayList<>();
    private final List<Change> changes = new ArrayList<>();
    private final String address;

    Holders(List<Machine> members, String address) {
        this.address = " " + address + "/";
        members.forEach(this::listen);
    }

    static double now() {
        return System.nanoTime() / 1e9;
    }

    /** Listens to one more machine, whose number is the next. */
    synchronized void listen(Machine member) {
        try {
            Process process = member.inNetwork(List.of("ip", "-o", "-4", "monitor", "address"));
            int number = listeners.size();
            listeners.add(process);
            Thread thread = new Thread(() -> read(process, number), "addresses of " + member.name());
            thread.setDaemon(true);
            thread.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read(Process process, int number) {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.contains(address)) {
                    add(new Change(now(), number, !line.startsWith("Deleted")));
                }
            }
        } catch (IOException e) {
            // the listener was ended while it spoke
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void add(Change change) {
        if (holdsAt(change.time(), change.member()) != change.held()) {
            changes.add(change);
        }
    }

    /** What happened since a moment. */
    synchronized List<Change> since(double time) {
        return changes.stream().filter(change -> change.time() >= time).toList();
    }

    /** The members that have it now. */
    synchronized List<Integer> current() {
        return holders(now());
    }

    private List<Integer> holders(double time) {
        List<Integer> found = new ArrayList<>();
        for (int number = 0; number < listeners.size(); number++) {
            if (holdsAt(time, number)) {
                found.add(number);
            }
        }
        return found;
    }

    private boolean holdsAt(double time, int member) {
        boolean held = false;
        for (Change change : changes) {
            if (change.member() == member && change.time() <= time) {
                held = change.held();
            }
        }
        return held;
    }

    /** For how long a number of members (0, 1 or 2) had it between two moments, at the longest. */
    synchronized double longest(int howMany, double from, double to) {
        TreeSet<Double> times = new TreeSet<>(List.of(from, to));
        changes.stream()
                .map(Change::time)
                .filter(time -> time > from && time < to)
                .forEach(times::add);
        double longest = 0;
        double begun = from;
        for (double time : times) {
            if (holders(time).size() != howMany || time == to) {
                longest = Math.max(longest, begun < 0 ? 0 : time - begun);
                begun = -1;
            } else if (begun < 0) {
                begun = time;
            }
        }
        return longest;
    }

    @Override
    public void close() {
        listeners.forEach(Process::destroyForcibly);
    }
}
