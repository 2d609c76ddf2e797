package dev.slipway.target.process;

import dev.slipway.artifact.TestStores;
import dev.slipway.target.ForcesUpdateContract;
import dev.slipway.target.PreChecksContract;
import dev.slipway.target.RollsBackContract;
import dev.slipway.target.RunsTasksContract;
import dev.slipway.target.ScalesContract;
import dev.slipway.target.Secrets;
import dev.slipway.target.StreamsLogsContract;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class ProcessTargetTest
        implements RollsBackContract,
                ForcesUpdateContract,
                RunsTasksContract,
                StreamsLogsContract,
                PreChecksContract,
                ScalesContract {

    @TempDir
    Path folder;

    private ProcessPlayground playground;

    @BeforeEach
    void open() {
        playground = new ProcessPlayground(
                folder, TestStores.in(folder.resolve("artifacts")), new Secrets(List.of()), TestPorts.next());
    }

    @AfterEach
    void close() throws IOException {
        playground.close();
    }

    @Override
    public ProcessPlayground playground() {
        return playground;
    }
}
