package no.fribyte.lbprov.proxmox;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;
import no.fribyte.lbprov.problem.LbprovException;

/**
 * A call whose failure the caller wants to look at: looking is written as a value, not as a catch block.
 *
 * <p>Exactly one of the two is there. Interruptions and bugs pass through.
 */
public record Attempt<T>(Optional<T> value, Optional<ProxmoxFailure> failure) {

    public static <T> Attempt<T> of(Supplier<T> call) {
        try {
            return new Attempt<>(Optional.of(call.get()), Optional.empty());
        } catch (LbprovException thrown) {
            return new Attempt<>(Optional.empty(), Optional.of(failureIn(thrown)));
        }
    }

    public boolean failedAs(ProxmoxFailure.Kind... kinds) {
        return failure.filter(reason -> Arrays.asList(kinds).contains(reason.kind()))
                .isPresent();
    }

    public T orThrow() {
        return value.orElseThrow(() -> failure.orElseThrow().asException());
    }

    private static ProxmoxFailure failureIn(LbprovException thrown) {
        if (thrown.getCause() instanceof ProxmoxFailure failure) {
            return failure;
        }
        throw thrown;
    }
}
