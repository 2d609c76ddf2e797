package dev.slipway.job;

import dev.slipway.target.ConfigurationValue;
import dev.slipway.target.Revision;
import dev.slipway.target.TargetKind;
import dev.slipway.target.TargetSettings;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A placement as it was defined when the job was asked for.
 *
 * @param revision what is to run there; null when the job has no release
 * @param lastVerified what was proven there before the job changed anything; known once the job holds its locks
 */
public record JobPlacement(
        String service,
        TargetKind target,
        TargetSettings settings,
        Map<String, ConfigurationValue> configuration,
        @Nullable Revision revision,
        @Nullable Revision lastVerified) {

    public JobPlacement {
        configuration = Map.copyOf(configuration);
    }

    public @Nullable String version() {
        return revision == null ? null : revision.version();
    }

    JobPlacement lastVerified(@Nullable Revision verified) {
        return new JobPlacement(service, target, settings, configuration, revision, verified);
    }
}
