"""Provinces and communes «địa danh hành chính»: each row is one of them between two reorganisations."""

from django.db import models
from django.db.models import F, Q

from thidua.foundation.models import NFCCharField, Record, SortedName
from thidua.organisations.models.spans import Sourced, Span, in_order, one_of
from thidua.organisations.states import Confidence, Share, SuccessionKind


class Province(Record, Span, Sourced, SortedName):
    """A province «tỉnh, thành phố» between two reorganisations; `official_code` is the State's number for it."""

    code = models.CharField(max_length=20, unique=True)
    official_code = models.CharField(max_length=10)
    name = NFCCharField(max_length=120)

    class Meta:
        """Codes are unique."""

        constraints = [
            in_order("province_days_in_order"),
            one_of("confidence", Confidence, name="province_confidence_known"),
            models.CheckConstraint(condition=~Q(name=""), name="province_has_name"),
        ]
        verbose_name = "province"

    def __str__(self) -> str:
        """Its name."""
        return str(self.name)


class ProvinceSuccession(Record, Sourced):
    """One province coming after another «kế tục»."""

    predecessor = models.ForeignKey(Province, models.PROTECT, related_name="successions")
    successor = models.ForeignKey(Province, models.PROTECT, related_name="origins")
    kind = models.CharField(max_length=8)
    share = models.CharField(max_length=8, default=Share.WHOLE.value)
    happened_on = models.DateField()

    class Meta:
        """Once per pair; never onto itself."""

        constraints = [
            models.UniqueConstraint(
                fields=["predecessor", "successor"], name="one_province_succession_per_pair"
            ),
            models.CheckConstraint(condition=~Q(predecessor=F("successor")), name="no_province_onto_itself"),
            one_of("kind", SuccessionKind, name="province_succession_kind_known"),
            one_of("share", Share, name="province_succession_share_known"),
            one_of("confidence", Confidence, name="province_succession_confidence_known"),
        ]
        verbose_name = "province succession"

    def __str__(self) -> str:
        """Which came after which."""
        return f"{self.predecessor} → {self.successor}"


class Place(Record, Span, Sourced, SortedName):
    """A commune, ward or township «xã, phường, thị trấn» between two reorganisations."""

    code = models.CharField(max_length=40, unique=True)
    official_code = models.CharField(max_length=10, blank=True)
    name = NFCCharField(max_length=120)
    district = NFCCharField(max_length=120, blank=True)
    province = models.ForeignKey(Province, models.PROTECT, related_name="places")

    class Meta:
        """Codes are unique."""

        constraints = [
            in_order("place_days_in_order"),
            one_of("confidence", Confidence, name="place_confidence_known"),
            models.CheckConstraint(condition=~Q(name=""), name="place_has_name"),
        ]
        verbose_name = "place"

    def __str__(self) -> str:
        """Its name."""
        return str(self.name)


class PlaceSuccession(Record, Sourced):
    """One place coming after another «kế tục»; a place cut in parts has several successors."""

    predecessor = models.ForeignKey(Place, models.PROTECT, related_name="successions")
    successor = models.ForeignKey(Place, models.PROTECT, related_name="origins")
    kind = models.CharField(max_length=8)
    share = models.CharField(max_length=8, default=Share.WHOLE.value)
    happened_on = models.DateField()

    class Meta:
        """Once per pair; never onto itself."""

        constraints = [
            models.UniqueConstraint(
                fields=["predecessor", "successor"], name="one_place_succession_per_pair"
            ),
            models.CheckConstraint(condition=~Q(predecessor=F("successor")), name="no_place_onto_itself"),
            one_of("kind", SuccessionKind, name="place_succession_kind_known"),
            one_of("share", Share, name="place_succession_share_known"),
            one_of("confidence", Confidence, name="place_succession_confidence_known"),
        ]
        verbose_name = "place succession"

    def __str__(self) -> str:
        """Which came after which."""
        return f"{self.predecessor} → {self.successor}"
