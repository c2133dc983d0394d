package no.fribyte.lbprov.simulator.fault;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** What goes wrong with a call. */
public sealed interface Fault {
    /** Answered at once; nothing is done. */
    record Refuse(int status, String reason) implements Fault {}

    /** The work is done, but the client is told something else: a gateway's 596 above all. */
    record AnswerAfterWork(int status, String reason) implements Fault {}

    /** Waits before it works. */
    record Hang(Duration time) implements Fault {}

    /** The connection ends; nothing is done. */
    record DropBeforeWork() implements Fault {}

    /** The work is done and the connection ends. */
    record DropAfterWork() implements Fault {}

    /** The call starts its task, which ends with this text and without an effect. */
    record TaskFails(String exitStatus) implements Fault {}

    /** The call's task does its work, and its log has no end that would tell so: {@code unexpected status}. */
    record TaskUntold() implements Fault {}

    /** Something else happens in that moment, as the call comes in; the call itself goes on. */
    record Then(Consumer<Call> event) implements Fault {}

    /** The call's task does its work and ends with warnings. */
    record TaskWarns(List<String> warnings) implements Fault {
        public TaskWarns {
            warnings = List.copyOf(warnings);
        }
    }
}
