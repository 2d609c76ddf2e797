package simulator.region;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static simulator.region.Cloud.refusal;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import simulator.ecr.CannotPull;
import simulator.ecr.ImageContent;
import simulator.ecr.Registry;
import simulator.ecr.Scan;
import software.amazon.awssdk.services.ecr.EcrAsyncClient;
import software.amazon.awssdk.services.ecr.model.FindingSeverity;
import software.amazon.awssdk.services.ecr.model.ImageFailureCode;
import software.amazon.awssdk.services.ecr.model.ImageStatus;
import software.amazon.awssdk.services.ecr.model.ImageStatusFilter;
import software.amazon.awssdk.services.ecr.model.ScanStatus;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ImagesTest {

    private static final ImageContent CHAT = ImageContent.exemplary("chat", "1.0.0", "4f1c2ab", 8005);

    @RegisterExtension
    private final Cloud cloud = new Cloud();

    private Registry registry;
    private EcrAsyncClient ecr;
    private String digest;

    @BeforeEach
    void push() {
        registry = cloud.region().images();
        ecr = cloud.client(EcrAsyncClient.builder());
        digest = registry.push("chat", CHAT, "1.0.0", "latest");
    }

    @Test
    void anImageShouldBeDescribedWithItsScan() {
        var image = ecr.describeImages(request -> request.repositoryName("chat").imageIds(id -> id.imageTag("1.0.0")))
                .join()
                .imageDetails()
                .getFirst();

        assertThat(image.imageDigest()).isEqualTo(digest);
        assertThat(image.imageTags()).containsExactlyInAnyOrder("1.0.0", "latest");
        assertThat(image.imageSizeInBytes()).isGreaterThan(44_000_000);
        assertThat(image.imageScanStatus().status()).isEqualTo(ScanStatus.COMPLETE);
        assertThat(image.imageStatus()).isEqualTo(ImageStatus.ACTIVE);
        assertThat(ecr.describeRepositories(request -> request.repositoryNames("chat"))
                        .join()
                        .repositories()
                        .getFirst()
                        .repositoryUri())
                .isEqualTo("123456789012.dkr.ecr.eu-central-1.amazonaws.com/chat");
    }

    @Test
    void whatIsNotThereShouldBeSaidInEcrsWords() {
        assertThat(refusal(ecr.describeImages(request -> request.repositoryName("nothing"))))
                .isEqualTo("RepositoryNotFoundException");
        assertThat(refusal(ecr.describeImages(
                        request -> request.repositoryName("chat").imageIds(id -> id.imageTag("9.9.9")))))
                .isEqualTo("ImageNotFoundException");
        var answer = ecr.batchGetImage(request -> request.repositoryName("chat").imageIds(id -> id.imageTag("9.9.9")))
                .join();
        assertThat(answer.failures().getFirst().failureCode()).isEqualTo(ImageFailureCode.IMAGE_NOT_FOUND);
    }

    @Test
    void configurationShouldBeReachedThroughManifestAndDownload() throws Exception {
        var image = ecr.batchGetImage(request -> request.repositoryName("chat").imageIds(id -> id.imageDigest(digest)))
                .join()
                .images()
                .getFirst();
        var config = json(image.imageManifest()).get("config").get("digest").stringValue();
        var url = ecr.getDownloadUrlForLayer(
                        request -> request.repositoryName("chat").layerDigest(config))
                .join()
                .downloadUrl();

        var configuration = json(get(URI.create(url), "").body());

        assertThat(configuration.get("architecture").stringValue()).isEqualTo("amd64");
        assertThat(configuration.get("config").get("User").stringValue()).isEqualTo("app");
        assertThat(configuration
                        .get("config")
                        .get("Labels")
                        .get("org.opencontainers.image.revision")
                        .stringValue())
                .isEqualTo("4f1c2ab");
    }

    @Test
    void anArchivedImageShouldBeListedButNotPulled() {
        registry.archive("chat", digest);

        assertThat(ecr.describeImages(request -> request.repositoryName("chat"))
                        .join()
                        .imageDetails())
                .isEmpty();
        assertThat(ecr.describeImages(request -> request.repositoryName("chat")
                                .filter(filter -> filter.imageStatus(ImageStatusFilter.ARCHIVED)))
                        .join()
                        .imageDetails()
                        .getFirst()
                        .imageStatus())
                .isEqualTo(ImageStatus.ARCHIVED);
        assertThatThrownBy(() -> registry.pull(registry.host() + "/chat@" + digest, "linux/amd64"))
                .isInstanceOf(CannotPull.class)
                .hasMessageStartingWith("CannotPullContainerError: ");
    }

    @Test
    void aScanShouldTellWhatItFoundOrThatItCannotTell() {
        var at = Cloud.NOON;
        registry.scan(
                "chat",
                digest,
                Scan.finding(at, new Scan.Vulnerability("CVE-2026-1", "CRITICAL", "openssl", "https://cve.example")));
        var findings = ecr.describeImageScanFindings(
                        request -> request.repositoryName("chat").imageId(id -> id.imageDigest(digest)))
                .join();
        assertThat(findings.imageScanFindings().findingSeverityCounts()).containsEntry(FindingSeverity.CRITICAL, 1);
        assertThat(findings.imageScanFindings().findings().getFirst().name()).isEqualTo("CVE-2026-1");

        registry.scan("chat", digest, Scan.inState("SCAN_ELIGIBILITY_EXPIRED", "The scan eligibility has expired."));
        assertThat(ecr.describeImageScanFindings(
                                request -> request.repositoryName("chat").imageId(id -> id.imageDigest(digest)))
                        .join()
                        .imageScanStatus()
                        .status())
                .isEqualTo(ScanStatus.SCAN_ELIGIBILITY_EXPIRED);

        registry.forgetScan("chat", digest);
        assertThat(refusal(ecr.describeImageScanFindings(
                        request -> request.repositoryName("chat").imageId(id -> id.imageDigest(digest)))))
                .isEqualTo("ScanNotFoundException");
    }

    @Test
    void aPullShouldFindTheImageOfThePlatform() throws CannotPull {
        var index = registry.pushIndex("multi", List.of(CHAT, CHAT.on("linux/arm64")), "1.0.0");

        var pulled = registry.pull(registry.host() + "/multi:1.0.0", "linux/arm64");

        assertThat(pulled.digest()).isEqualTo(index);
        assertThat(pulled.manifestDigest()).isNotEqualTo(index);
        assertThat(pulled.content().platform()).isEqualTo("linux/arm64");
        assertThatThrownBy(() -> registry.pull(registry.host() + "/chat:latest", "linux/arm64"))
                .hasMessageContaining("does not contain descriptor matching platform 'linux/arm64'");
    }

    @Test
    void theDistributionProtocolShouldServeTheSameBytesToWhoeverHasAToken() throws Exception {
        var token = ecr.getAuthorizationToken(request -> {})
                .join()
                .authorizationData()
                .getFirst();
        var manifest = URI.create(token.proxyEndpoint() + "/v2/chat/manifests/1.0.0");

        var challenge = get(manifest, "");
        assertThat(challenge.statusCode()).isEqualTo(401);
        var wanted = challenge.headers().firstValue("WWW-Authenticate").orElseThrow();
        assertThat(wanted).startsWith("Bearer realm=\"").contains("scope=\"repository:chat:pull\"");

        var realm = URI.create(token.proxyEndpoint() + "/token?scope=repository%3Achat%3Apull");
        assertThat(get(realm, basic("AWS:wrong")).statusCode()).isEqualTo(401);
        var bearer = "Bearer "
                + json(get(realm, "Basic " + token.authorizationToken()).body())
                        .get("token")
                        .stringValue();
        var answer = get(manifest, bearer);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Docker-Content-Digest")).contains(digest);
        var config = json(answer.body()).get("config").get("digest").stringValue();
        assertThat(json(get(URI.create(token.proxyEndpoint() + "/v2/chat/blobs/" + config), bearer)
                                .body())
                        .get("os")
                        .stringValue())
                .isEqualTo("linux");
        assertThat(get(URI.create(token.proxyEndpoint() + "/v2/other/manifests/1.0.0"), bearer)
                        .statusCode())
                .isEqualTo(401);
        cloud.pass(java.time.Duration.ofMinutes(6));
        assertThat(get(manifest, bearer).statusCode()).isEqualTo(401);
    }

    private static String basic(String text) {
        return "Basic " + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }

    private static HttpResponse<String> get(URI uri, String authorization) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(uri);
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        try (var client = HttpClient.newHttpClient()) {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        }
    }
}
