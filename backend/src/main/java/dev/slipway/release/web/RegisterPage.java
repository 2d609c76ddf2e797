package dev.slipway.release.web;

import dev.slipway.artifact.Digest;
import dev.slipway.audit.Actor;
import dev.slipway.catalog.Catalog;
import dev.slipway.catalog.Project;
import dev.slipway.identity.Access;
import dev.slipway.identity.Permission;
import dev.slipway.identity.Place;
import dev.slipway.identity.Requires;
import dev.slipway.release.ReleaseRegister;
import dev.slipway.release.Uploads;
import dev.slipway.web.HtmxRequest;
import dev.slipway.web.NotFound;
import dev.slipway.web.ProblemException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.codec.multipart.FilePart;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.reactive.result.view.Rendering;
import reactor.core.publisher.Mono;

/** The form that registers a release of one artifact: uploaded, a file of the portal's machine, or an image. */
@Controller
class RegisterPage {

    private static final String FORM = "/projects/{project}/releases/new";

    private final Catalog catalog;
    private final Uploads uploads;
    private final ReleaseRegister register;

    RegisterPage(Catalog catalog, Uploads uploads, ReleaseRegister register) {
        this.catalog = catalog;
        this.uploads = uploads;
        this.register = register;
    }

    @GetMapping(FORM)
    @Requires(value = Permission.RELEASE, within = true)
    Mono<Rendering> form(@PathVariable String project, @RequestParam(defaultValue = "") String service) {
        return owner(project)
                .map(owner -> Rendering.view("release/new")
                        .modelAttribute("owner", owner)
                        .modelAttribute("chosen", service)
                        .build());
    }

    /** With htmx errors are shown in the form, which stays; without, on a page from which the browser leads back to it. */
    @PostMapping(path = FORM, consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    @Requires(value = Permission.RELEASE, within = true)
    Mono<ResponseEntity<Void>> register(
            @PathVariable String project,
            @ModelAttribute RegisterForm form,
            @RequestPart(name = "file", required = false) @Nullable FilePart file,
            Access access,
            Actor actor,
            HtmxRequest htmx) {
        return upload(form, file)
                .map(digest -> form.request(digest.orElse(null)).of(project))
                .doOnNext(wish -> access.require(Permission.RELEASE, new Place(project, null, wish.service())))
                .flatMap(wish -> register.register(wish, actor))
                .map(done -> to(ReleasePages.link(done.release()), htmx))
                .onErrorMap(ProblemException.class, RegisterForm::byInput);
    }

    private static ResponseEntity<Void> to(String address, HtmxRequest htmx) {
        return htmx.asked()
                ? ResponseEntity.ok().header("HX-Redirect", address).build()
                : ResponseEntity.status(HttpStatus.SEE_OTHER)
                        .header(HttpHeaders.LOCATION, address)
                        .build();
    }

    /** The digest of what came with the form; empty if nothing did. */
    private Mono<Optional<Digest>> upload(RegisterForm form, @Nullable FilePart file) {
        return form.isUpload() && file != null && !file.filename().isEmpty()
                ? uploads.take(file.content()).map(Optional::of)
                : Mono.just(Optional.empty());
    }

    private Mono<Project> owner(String project) {
        return catalog.project(project).switchIfEmpty(Mono.error(() -> new NotFound("There is no project " + project)));
    }
}
