package dev.slipway.release;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of releases.
 *
 * @param maxUploadMb the largest artifact that may be uploaded, in MB ({@code SLIPWAY_RELEASE_MAX_UPLOAD_MB})
 */
@ConfigurationProperties("slipway.release")
record ReleaseProperties(@DefaultValue("1024") int maxUploadMb) {

    ReleaseProperties {
        if (maxUploadMb < 1) {
            throw new IllegalArgumentException(
                    "SLIPWAY_RELEASE_MAX_UPLOAD_MB is a number of megabytes, at least 1, not " + maxUploadMb);
        }
    }

    long maxUploadBytes() {
        return maxUploadMb * 1024L * 1024L;
    }
}
