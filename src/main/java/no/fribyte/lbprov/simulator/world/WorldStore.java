package no.fribyte.lbprov.simulator.world;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import com.fasterxml.jackson.annotation.Nulls;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/** Keeps a world in one file that is replaced as a whole, so that a killed process leaves the last state behind. */
public final class WorldStore {
    private final Path file;
    private final JsonMapper mapper = JsonMapper.builder()
            // what an earlier version did not write is empty
            .changeDefaultNullHandling(standard -> standard.withValueNulls(Nulls.AS_EMPTY))
            .build();

    public WorldStore(Path file) {
        this.file = file;
    }

    public Optional<World> load() {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        return Optional.of(World.of(mapper.readValue(file.toFile(), World.Saved.class)));
    }

    /** No fsync: the state has to survive the death of the process, not of the machine. */
    public void save(World world) {
        Path next = file.resolveSibling(file.getFileName() + ".new");
        try {
            PrivateFiles.folderOf(file);
            PrivateFiles.write(next, mapper.writeValueAsBytes(world.saved()));
            Files.move(next, file, ATOMIC_MOVE, REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot save the simulated world to " + file, e);
        }
    }
}
