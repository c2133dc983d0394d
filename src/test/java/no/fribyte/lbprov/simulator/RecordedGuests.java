package no.fribyte.lbprov.simulator;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import no.fribyte.lbprov.simulator.guest.Agent;
import no.fribyte.lbprov.simulator.guest.ExecResult;
import no.fribyte.lbprov.simulator.guest.GuestException;
import no.fribyte.lbprov.simulator.guest.Guests;
import no.fribyte.lbprov.simulator.guest.Hardware;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Machines that write down what they are told to, and do what a test wants. */
final class RecordedGuests implements Guests {
    final List<String> said = Collections.synchronizedList(new ArrayList<>());
    final Set<String> off = ConcurrentHashMap.newKeySet();
    final Set<String> unreached = ConcurrentHashMap.newKeySet();
    final CountDownLatch agentMayAnswer = new CountDownLatch(1);
    boolean obeysShutdown;
    Optional<Path> download = Optional.empty();

    /** What was said since the last look. */
    List<String> news() {
        synchronized (said) {
            List<String> news = List.copyOf(said);
            said.clear();
            return news;
        }
    }

    @Override
    public Optional<Path> fetch(String url) {
        return download;
    }

    @Override
    public boolean reaches(String node) {
        return !unreached.contains(node);
    }

    @Override
    public void make(String diskId, Content content, long bytes) {
        said.add("make %s %s %d".formatted(diskId, content.getClass().getSimpleName(), bytes));
        if (content instanceof Content.Image image && image.file().isEmpty()) {
            throw GuestException.byNode("no bytes of " + image.name());
        }
    }

    @Override
    public void grow(String diskId, long bytes) {
        said.add("grow %s %d".formatted(diskId, bytes));
    }

    @Override
    public void wipe(String diskId) {
        said.add("wipe " + diskId);
    }

    @Override
    public void takeSnapshot(String diskId, String name) {
        said.add("snapshot %s %s".formatted(diskId, name));
    }

    @Override
    public void rollBack(String diskId, String name) {
        said.add("rollback %s %s".formatted(diskId, name));
    }

    @Override
    public void deleteSnapshot(String diskId, String name) {
        said.add("forget %s %s".formatted(diskId, name));
    }

    @Override
    public void powerOn(Hardware hardware) {
        said.add("on " + hardware.name());
        off.remove(hardware.name());
    }

    @Override
    public void powerOff(Hardware hardware) {
        said.add("off " + hardware.name());
    }

    @Override
    public void reset(Hardware hardware) {
        said.add("reset " + hardware.name());
    }

    @Override
    public boolean shutDown(Hardware hardware) {
        said.add("shutdown " + hardware.name());
        return obeysShutdown;
    }

    @Override
    public void change(Hardware hardware) {
        said.add("change %s medium=%s link=%s"
                .formatted(
                        hardware.name(),
                        hardware.cdrom().isPresent(),
                        hardware.nics().get(0).linkUp()));
    }

    @Override
    public boolean isOn(Hardware hardware) {
        return !off.contains(hardware.name());
    }

    @Override
    public Agent agent(Hardware hardware) {
        return new Patient();
    }

    /** Answers only when the test lets it. */
    private final class Patient implements Agent {
        @Override
        public void ping() {
            try {
                agentMayAnswer.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public long exec(List<String> command, byte[] input) {
            throw GuestException.byAgent("no " + command.get(0));
        }

        @Override
        public Optional<ExecResult> execStatus(long pid) {
            return Optional.empty();
        }

        @Override
        public byte[] read(String path) {
            return path.getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public void write(String path, byte[] content) {
            throw GuestException.byNode("VM 101 qga command 'guest-file-open' failed - got timeout");
        }

        @Override
        public JsonNode ask(String command) {
            return JsonNodeFactory.instance.objectNode().put("asked", command);
        }
    }
}
