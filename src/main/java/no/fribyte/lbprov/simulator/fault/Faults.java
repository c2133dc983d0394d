package no.fribyte.lbprov.simulator.fault;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** The faults of a running simulator; may be changed while it runs, from any thread. */
public final class Faults {
    private final List<Trap> traps = new ArrayList<>();
    private final Map<String, Integer> downNodes = new ConcurrentHashMap<>();
    private final Set<String> untoldTasks = ConcurrentHashMap.newKeySet();
    private volatile boolean quorumLost;
    private volatile boolean tokensExpired;

    /**
     * Lays a trap for calls of one kind.
     *
     * @param method GET, POST, PUT, DELETE, or {@code *}
     * @param path without {@code /api2/json}; {@code *} stands for one piece of it, {@code **} for any rest
     */
    public Place on(String method, String path) {
        return new Place(method, path, 1, 1);
    }

    /** Where and when a fault strikes; ends with {@link #is}. */
    public final class Place {
        private final String method;
        private final String path;
        private final int first;
        private final int times;

        private Place(String method, String path, int first, int times) {
            this.method = method;
            this.path = path;
            this.first = first;
            this.times = times;
        }

        /** Counted from now on, the first call being 1. */
        public Place call(int number) {
            return new Place(method, path, number, times);
        }

        public Place times(int count) {
            return new Place(method, path, first, count);
        }

        public Place always() {
            return times(Integer.MAX_VALUE);
        }

        /** Something happens to the place as the call comes in, whether or not it is a fault of the call. */
        public void then(Consumer<Call> event) {
            is(new Fault.Then(event));
        }

        public void is(Fault fault) {
            synchronized (traps) {
                traps.add(new Trap(method, pattern(path), first, times, fault));
            }
        }
    }

    /** The node answers nobody: its own endpoint drops connections, the others say 595 for it. */
    public void nodeDown(String node) {
        nodeDown(node, Integer.MAX_VALUE);
    }

    /** The same until that many calls went in vain. */
    public void nodeDown(String node, int calls) {
        downNodes.put(node, calls);
    }

    /** Counts a call that goes in vain, if the node is down. */
    public boolean isInVain(String node) {
        boolean down = isDown(node);
        downNodes.computeIfPresent(node, (name, calls) -> calls > 1 ? calls - 1 : null);
        return down;
    }

    public void nodeUp(String node) {
        downNodes.remove(node);
    }

    public boolean isDown(String node) {
        return downNodes.containsKey(node);
    }

    public void loseQuorum() {
        quorumLost = true;
    }

    public void regainQuorum() {
        quorumLost = false;
    }

    public boolean hasNoQuorum() {
        return quorumLost;
    }

    /** From now on no token is taken any more. */
    public void expireTokens() {
        tokensExpired = true;
    }

    public boolean haveTokensExpired() {
        return tokensExpired;
    }

    /** The task's status will not say how it ended. */
    public void untold(String upid) {
        untoldTasks.add(upid);
    }

    public boolean isUntold(String upid) {
        return untoldTasks.contains(upid);
    }

    public void clear() {
        synchronized (traps) {
            traps.clear();
        }
        downNodes.clear();
        quorumLost = false;
        tokensExpired = false;
    }

    /** Counts a call, lets happen what happens with it, and returns the faults that strike it. */
    public List<Fault> strike(String method, String path) {
        List<Fault> faults;
        synchronized (traps) {
            faults = traps.stream()
                    .filter(trap -> trap.matches(method, path))
                    .filter(Trap::strikes)
                    .map(trap -> trap.fault)
                    .toList();
        }
        for (Fault fault : faults) {
            if (fault instanceof Fault.Then then) {
                then.event().accept(new Call(method, path));
            }
        }
        return faults;
    }

    private static Pattern pattern(String path) {
        StringBuilder regex = new StringBuilder();
        for (String piece : path.split("(?=/)", -1)) {
            regex.append(
                    switch (piece) {
                        case "/*" -> "/[^/]+";
                        case "/**" -> "/.*";
                        default -> Pattern.quote(piece);
                    });
        }
        return Pattern.compile(regex.toString());
    }

    private static final class Trap {
        private final String method;
        private final Pattern path;
        private final long first;
        private final long end;
        private final Fault fault;
        private long calls;

        Trap(String method, Pattern path, int first, int times, Fault fault) {
            this.method = method;
            this.path = path;
            this.first = first;
            this.end = (long) first + times;
            this.fault = fault;
        }

        boolean matches(String askedMethod, String askedPath) {
            return (method.equals("*") || method.equals(askedMethod))
                    && path.matcher(askedPath).matches();
        }

        boolean strikes() {
            calls++;
            return calls >= first && calls < end;
        }
    }
}
